/** How deeply values may be nested. CloudFormation's own limit is unpublished; real templates stay below 40. */
export const maxDepth = 200;

/** The longest text that is parsed, in UTF-16 code units. CloudFormation takes 1 MB: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const maxLength = 10 * 1024 * 1024;

/** What is said of a value that is nested too deeply. */
export const tooDeep = `This is nested more than ${maxDepth} levels deep and is not read`;
