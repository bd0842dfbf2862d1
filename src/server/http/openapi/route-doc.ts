import type { ProblemCode } from '../../../contract/index.js';
import type { ParamName } from './params.js';
import type { SchemaName } from './schemas.js';

/** Who may ask: each of these alone will do. */
export type Access = 'key' | 'session' | 'poll-secret' | 'apideck-key' | 'apideck-session' | 'nobody';

/** What a good answer is. A page is for people, who are navigated to it. */
export type Answer =
  | { readonly schema: SchemaName }
  | { readonly list: SchemaName }
  /** Apideck's envelope around it. */
  | { readonly data: SchemaName }
  | { readonly dataList: SchemaName }
  | 'page'
  | 'text'
  | 'script'
  | 'document'
  | 'empty';

/** One route as its reader sees it. What it is asked with and answers is named, and written out once below `components`. */
export interface RouteDoc {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/unified/connection/{id}`. */
  readonly path: string;
  /** As it is registered, where that is more than the same with colons. */
  readonly route?: string;
  readonly summary: string;
  readonly access: readonly Access[];
  /** In the query or a header; those of the path go by themselves. */
  readonly params?: readonly ParamName[];
  readonly body?: SchemaName | { readonly form: readonly string[] };
  readonly answer: Answer;
  /** Beside those that every route of this access has. */
  readonly codes?: readonly ProblemCode[];
}

/** Routes that belong together, under one heading. */
export interface RouteGroup {
  readonly name: string;
  readonly about: string;
  readonly routes: readonly RouteDoc[];
}

/** The route in the words of the router: `/unified/connection/:id`. */
export function registeredPath({ path, route }: RouteDoc): string {
  return route ?? path.replaceAll(/\{(\w+)\}/g, ':$1');
}
