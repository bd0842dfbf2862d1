// Frozen on the outside says nothing of what is inside, so what was walked through is known by itself.
const walked = new WeakSet<object>();

/** Freezes `value` and all that is reached from it, so that whoever is handed it can change nothing by it. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || walked.has(value)) return value;
  walked.add(Object.freeze(value));
  Object.values(value).forEach(frozen);
  return value;
}
