/** Whether a page of another origin frames this one, or may: not every engine tells who does. */
export function isFramed(): boolean {
  const around = location.ancestorOrigins;
  return window !== top && !(around && Array.from(around).every((origin) => origin === location.origin));
}
