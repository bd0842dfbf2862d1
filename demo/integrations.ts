import * as z from 'zod/mini';
import { defineIntegration, type IntegrationDefinition } from '../src/server/catalogue/index.js';
import { plannedIntegrations } from './planned-integrations.js';

interface Options {
  /** Issuer of the OAuth provider. */
  provider: string;
  clientSecret: string;
  /** Origin of the token API. */
  tokens: string;
}

const Me = z.object({
  id: z.optional(z.string()),
  sub: z.optional(z.string()),
  name: z.optional(z.string()),
  email: z.optional(z.string()),
});

/** Three that can be connected here, and a catalogue's worth of real ones that are announced only. */
export function demoIntegrations(options: Options): IntegrationDefinition[] {
  return [northwind(options), lumen(options), harbor(options), ...plannedIntegrations()];
}

function northwind({ provider, clientSecret }: Options): IntegrationDefinition {
  return defineIntegration({
    type: 'northwind-crm',
    name: 'Northwind CRM',
    categories: ['crm'],
    aliases: ['nw'],
    color: '#2F6F4F',
    featured: true,
    popularity: 90,
    oauth: {
      client_id: 'connection-embed-demo',
      client_secret: clientSecret,
      issuer: provider,
      discovery: true,
      // without it the provider gives no refresh token (OpenID Connect Core §11)
      authorization_params: { prompt: 'consent' },
    },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    permissions: { crm_contact_read: ['contacts.read'], crm_deal_read: ['deals.read'] },
    verify: {
      request: ({ access_token = '' }) => ({
        url: `${provider}/me`,
        headers: { authorization: `Bearer ${access_token}` },
      }),
      account,
    },
  });
}

function lumen({ tokens }: Options): IntegrationDefinition {
  return defineIntegration({
    type: 'lumen-mail',
    name: 'Lumen Mail',
    categories: ['messaging', 'martech'],
    color: '#7C3AED',
    featured: true,
    popularity: 70,
    token: {
      names: ['API Key'],
      instructions: ['In Lumen, open Settings and then API keys.', 'Create a key and copy it.'],
    },
    verify: {
      request: ({ values: [key = ''] }) => ({
        url: `${tokens}/lumen/me`,
        headers: { authorization: `Bearer ${key}` },
      }),
      account,
    },
  });
}

function harbor({ tokens }: Options): IntegrationDefinition {
  return defineIntegration({
    type: 'harbor-ats',
    name: 'Harbor ATS',
    categories: ['ats'],
    color: '#1D4ED8',
    featured: true,
    popularity: 80,
    token: {
      names: ['API Key', 'Domain'],
      instructions: ['In Harbor, open Settings and then Developer.', "Copy the API key and your account's domain."],
      fields: [
        { name: 'api_key', label: 'API Key', type: 'secret' },
        {
          name: 'domain',
          label: 'Domain',
          type: 'subdomain',
          prefix: 'https://',
          suffix: '.harbor.example',
          example: 'acme',
          help: 'The part before .harbor.example in your address bar.',
        },
      ],
    },
    verify: {
      request: ({ values: [key = '', domain = ''] }) => ({
        url: `${tokens}/harbor/me`,
        headers: { 'x-api-key': key, 'x-domain': domain },
      }),
      account,
    },
  });
}

function account(reply: unknown) {
  const me = Me.safeParse(reply);
  const id = me.data?.id ?? me.data?.sub;
  if (!me.data || id === undefined) return undefined;
  const { name, email } = me.data;
  return { id, ...(name !== undefined && { name }), ...(email !== undefined && { emails: [email] }) };
}
