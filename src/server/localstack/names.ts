/** How the engine marks what is its own. */

/**
 * Stands for `Location` between the targets and the client: LocalStack would follow a redirect itself, where
 * API Gateway hands it to the client.
 */
export const redirectHeader = 'X-Unbridge-Location';

/** On every API that is made, so that a person who finds one knows whose it is. */
export const apiTags = { 'made-by': 'unbridge' } as const;
