export { resolveAlias } from './read/alias';
export { commentsOf } from './read/comments';
export { joinParts, noValue } from './read/functions';
export { readGetAtt, type GetAttTarget } from './read/get-att';
export { entriesOf, entryOf, itemsOf, property } from './read/mapping';
export { references, type Reference, type ReferenceKind } from './read/references';
export { asString, scalarValue } from './read/scalar';
export { subParts, type SubLiteral, type SubParts, type SubVariable } from './read/sub';
export { intrinsics, walk, type Parents } from './read/walk';
