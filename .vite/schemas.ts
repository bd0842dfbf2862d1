/**
 * Stands in for `zod/mini` in the script-tag bundle: the kinds of schema that the contract is made of, and of each only
 * what a page does with it. A seventh of the size; `test/package/schemas.test.ts` holds that both read every reply alike.
 * A kind that is missing here fails the build, for no module exports it.
 */
export interface Schema {
  /** The value as it is read, or {@link none}. */
  read(value: unknown): unknown;
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

const none = Symbol();

// @__NO_SIDE_EFFECTS__
function schema(read: (value: unknown) => unknown): Schema {
  return {
    read,
    safeParse(value) {
      const data = read(value);
      return data === none ? { success: false } : { success: true, data };
    },
  };
}

// @__NO_SIDE_EFFECTS__
export function string(): Schema {
  return schema((value) => (typeof value === 'string' ? value : none));
}

// @__NO_SIDE_EFFECTS__
export function number(): Schema {
  return schema((value) => (Number.isFinite(value) ? value : none));
}

// @__NO_SIDE_EFFECTS__
export function boolean(): Schema {
  return schema((value) => (typeof value === 'boolean' ? value : none));
}

// @__NO_SIDE_EFFECTS__
function oneOf(values: readonly unknown[]): Schema {
  return schema((value) => (values.includes(value) ? value : none));
}
export { oneOf as enum };

// @__NO_SIDE_EFFECTS__
export function optional(inner: Schema): Schema {
  return schema((value) => (value === undefined ? value : inner.read(value)));
}

// @__NO_SIDE_EFFECTS__
function otherwise(inner: Schema, fallback: unknown): Schema {
  return schema((value) => {
    const read = inner.read(value);
    return read === none ? fallback : read;
  });
}
export { otherwise as catch };

// @__NO_SIDE_EFFECTS__
export function array(inner: Schema): Schema {
  return schema((value) => {
    if (!Array.isArray(value)) return none;
    const read = Array.from(value, (one) => inner.read(one));
    return read.includes(none) ? none : read;
  });
}

/** Keeps the keys it knows. One that is absent stays absent. */
// @__NO_SIDE_EFFECTS__
export function object(shape: Readonly<Record<string, Schema>>): Schema {
  const keys = Object.entries(shape);
  return schema((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return none;
    const read: Record<string, unknown> = {};
    for (const [key, inner] of keys) {
      const one = inner.read(Reflect.get(value, key));
      if (one === none) return none;
      if (one !== undefined || key in value) read[key] = one;
    }
    return read;
  });
}
