import { defineIntegration, type IntegrationDefinition } from '../catalogue/index.js';
import type { Configuration } from './configuration.js';
import { columns } from './say.js';

/** What an operator has to know of one integration, at its provider and here. */
export interface IntegrationReport {
  readonly type: string;
  readonly name: string;
  readonly active: boolean;
  /** Variables that are missing. */
  readonly lacks: readonly string[];
  /** For sign-ins at the provider: what to register, and what to tick there. */
  readonly redirect_uri?: string;
  readonly scopes?: readonly string[];
}

/** Every integration the server would offer, those that lack something too. A vault of one's own is not asked. */
export function reportIntegrations({ options, builtIn }: Configuration): IntegrationReport[] {
  const lacks = new Map(builtIn.map((one) => [one.definition.type, one.lacks]));
  const base = options.url.replace(/\/$/, '');
  return (options.integrations ?? []).filter(isSound).map((definition) => ({
    type: definition.type,
    name: definition.name,
    active: definition.is_active !== false,
    lacks: lacks.get(definition.type) ?? [],
    ...(signsIn(definition) && {
      redirect_uri: `${base}/oauth/code${definition.oauth?.redirect_uri === 'shared' ? '' : `/${definition.type}`}`,
      scopes: scopesOf(definition, options.permissions),
    }),
  }));
}

/** The same, to be read. */
export function integrationLines(reports: readonly IntegrationReport[]): string {
  return columns(
    reports.flatMap(({ type, active, lacks, redirect_uri, scopes = [] }) => [
      [type, active ? 'active' : 'not active', lacks.length > 0 ? `lacks ${lacks.join(', ')}` : ''],
      ...(redirect_uri === undefined ? [] : [['', 'register', redirect_uri]]),
      ...(scopes.length > 0 ? [['', 'scopes', scopes.join(' ')]] : []),
    ]),
  );
}

/** Of what is none, there is nothing to tell but what is wrong with it. */
function isSound(definition: IntegrationDefinition): boolean {
  try {
    return Boolean(defineIntegration(definition));
  } catch {
    return false;
  }
}

/** Whether users are led to the provider; other grants have nothing to register there. */
function signsIn({ oauth }: IntegrationDefinition): boolean {
  return oauth !== undefined && (oauth.grant_type ?? 'authorization_code') === 'authorization_code';
}

function scopesOf({ scopes = [], permissions = {} }: IntegrationDefinition, most?: readonly string[]): string[] {
  const asked = Object.entries(permissions).filter(([permission]) => most?.includes(permission) ?? true);
  return [...new Set([...scopes, ...asked.flatMap(([, own]) => own)])];
}
