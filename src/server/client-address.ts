/**
 * The client's address: the socket's or, behind `hops` proxies of one's own, the entry of `X-Forwarded-For` that the
 * outermost of them wrote. What stands further left came from the client and is not believed.
 */
export function clientAddressBehind(hops: number) {
  return (request: Request, context: unknown): string | undefined => {
    const socket = remoteAddressOf(context);
    if (hops === 0) return socket;
    const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
    return withoutPort(forwarded.at(-hops) ?? '') || socket;
  };
}

/** Proxies also write `203.0.113.9:443`, `[2001:db8::1]` and `[2001:db8::1]:443`. */
function withoutPort(entry: string): string {
  return /^\[(.+)\](:\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry;
}

function remoteAddressOf(context: unknown): string | undefined {
  const incoming = member(context, 'incoming');
  const address = member(member(incoming, 'socket'), 'remoteAddress');
  return typeof address === 'string' ? address : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
