/** A field or form of a case that the runner does not know. Its name becomes the message of the failed case. */
export class UnknownField extends Error {}

type Json = Readonly<Record<string, unknown>>;

/**
 * An object of a case, read field by field. `done` throws for what nobody read, so that a new field of the format can
 * never pass silently.
 */
export class Fields {
  readonly #object: Json;
  readonly #unread: Set<string>;

  constructor(
    value: unknown,
    readonly path: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnknownField(path);
    this.#object = value as Json;
    this.#unread = new Set(Object.keys(value));
  }

  /** Names of all fields, for maps whose keys are data. They count as read. */
  keys(): string[] {
    this.#unread.clear();
    return Object.keys(this.#object);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  raw(name: string): unknown {
    this.#unread.delete(name);
    return this.#object[name];
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw this.unknown(name);
    return value;
  }

  /** A number, also written as text. */
  number(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) throw this.unknown(name);
    return number;
  }

  /** A boolean, also written as text. */
  boolean(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return undefined;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.unknown(name);
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw this.unknown(name);
    return value;
  }

  texts(name: string): string[] | undefined {
    return this.list(name)?.map((value) => {
      if (typeof value !== 'string') throw this.unknown(name);
      return value;
    });
  }

  fields(name: string): Fields | undefined {
    const value = this.raw(name);
    return value === undefined || value === null ? undefined : new Fields(value, this.pathOf(name));
  }

  /** A list of objects. */
  objects(name: string): Fields[] {
    return (this.list(name) ?? []).map((value, index) => new Fields(value, `${this.pathOf(name)}[${index}]`));
  }

  /** A map from names to texts; numbers and booleans count as their text. */
  textMap(name: string): Record<string, string> | undefined {
    const map = this.fields(name);
    if (!map) return undefined;
    return Object.fromEntries(map.keys().map((key) => [key, map.scalar(key)]));
  }

  scalar(name: string): string {
    const value = this.raw(name);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.unknown(name);
  }

  /** One of a few words. */
  word<const T extends string>(name: string, known: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const word = known.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (word === undefined) throw this.unknown(`${name} = ${value}`);
    return word;
  }

  /** To be called when everything known was read. */
  done(): void {
    const [first] = this.#unread;
    if (first !== undefined) throw this.unknown(first);
  }

  unknown(name: string): UnknownField {
    return new UnknownField(this.pathOf(name));
  }

  pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}
