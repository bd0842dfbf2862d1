/** Who calls. `id` tells nothing of the key: it may stand in logs. */
export interface ApiKey {
  readonly id: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly name?: string;
}

/** `connections`: everything but credentials. `credentials`: read live credentials. */
export type ApiKeyScope = 'connections' | 'credentials';
