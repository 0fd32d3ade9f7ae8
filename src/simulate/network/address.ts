/** IP addresses and CIDR blocks, both families. Texts that are neither match nothing. */

interface Block {
  readonly family: 4 | 6;
  readonly bits: bigint;
  readonly prefix: number;
}

const blocks = new Map<string, Block | undefined>();

/** Whether an address lies in a CIDR block. A block without `/` is a single address. */
export function cidrContains(cidr: string, ip: string): boolean {
  const block = blockOf(cidr);
  const address = blockOf(ip);
  return block !== undefined && address !== undefined && address.prefix >= block.prefix && sameNetwork(block, address);
}

/** Whether two CIDR blocks share an address. */
export function cidrsOverlap(one: string, other: string): boolean {
  return cidrContains(one, other) || cidrContains(other, one);
}

function sameNetwork(block: Block, address: Block): boolean {
  if (block.family !== address.family) return false;
  const shift = BigInt((block.family === 4 ? 32 : 128) - block.prefix);
  return block.bits >> shift === address.bits >> shift;
}

/** First address of a block plus `offset`, as text: a stand-in for an address AWS picks. Undefined for a bad block. */
export function addressIn(cidr: string, offset: number): string | undefined {
  const block = blockOf(cidr);
  if (!block) return undefined;
  const bits = block.bits + BigInt(offset);
  if (block.family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}

function blockOf(text: string): Block | undefined {
  if (blocks.has(text)) return blocks.get(text);
  if (blocks.size > 5000) blocks.clear();
  const block = parseBlock(text);
  blocks.set(text, block);
  return block;
}

function parseBlock(text: string): Block | undefined {
  const [address = '', length] = text.trim().split('/');
  const family = address.includes(':') ? 6 : 4;
  const bits = family === 6 ? parseV6(address) : parseV4(address);
  const full = family === 6 ? 128 : 32;
  const prefix = length === undefined ? full : /^\d+$/.test(length) ? Number(length) : -1;
  return bits === undefined || prefix < 0 || prefix > full ? undefined : { family, bits, prefix };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (embedded) {
    const v4 = parseV4(embedded[2] as string);
    if (v4 === undefined) return undefined;
    return parseV6(`${embedded[1] as string}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
