import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Deps, Env } from './options.js';

/**
 * The cookie that binds a browser to one attempt, or to one hosted page. `__Host-` keeps sibling subdomains from planting
 * one; on http loopback it has to go without prefix and `Secure`, which WebKit refuses there.
 */
export function bindingCookie(deps: Deps, kind: 'attempt' | 'hosted', { maxAge }: { readonly maxAge: number }) {
  const secure = deps.url.protocol === 'https:';
  const name = (id: string) => `connection-${kind}-${id}`;
  const shape = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;
  return {
    set(c: Context<Env>, id: string, value: string): void {
      setCookie(c, name(id), value, { ...shape, maxAge, ...(secure && { prefix: 'host' }) });
    },
    get(c: Context<Env>, id: string): string | undefined {
      return secure ? getCookie(c, name(id), 'host') : getCookie(c, name(id));
    },
    clear(c: Context<Env>, id: string): void {
      deleteCookie(c, secure ? `__Host-${name(id)}` : name(id), shape);
    },
  };
}
