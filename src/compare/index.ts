/** Two topologies side by side: the requests that tell their routes apart, and where each one ends. */
export { compareRequests, prove, type Difference, type Proof } from './proof';
export { describeRequest, representativeRequests } from './requests';
