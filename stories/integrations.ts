import type { Connection, Integration } from '../src/contract/index.js';

/** A list as a server sends it: some to sign in to, some with a form, some not available yet. */
export const integrations: Integration[] = [
  {
    type: 'northwind-crm',
    name: 'Northwind CRM',
    categories: ['crm'],
    color: '#2d6a4f',
    featured: true,
    popularity: 100,
  },
  {
    type: 'harbor-ats',
    name: 'Harbor ATS',
    categories: ['ats', 'hris'],
    color: '#1d4ed8',
    featured: true,
    popularity: 90,
    token_names: ['API Key', 'Domain'],
    token_instructions: [
      'In Harbor, open Settings and then Developer.',
      "Copy the API key and your account's domain. More in [Harbor's guide](https://harbor.example/help/keys).",
    ],
    token_fields: [
      { name: 'api_key', label: 'API key', type: 'secret', min_length: 8 },
      {
        name: 'domain',
        label: 'Domain',
        type: 'subdomain',
        prefix: 'https://',
        suffix: '.harbor.example',
        help: 'The part before .harbor.example in your address bar.',
      },
    ],
  },
  {
    type: 'lumen-mail',
    name: 'Lumen Mail',
    categories: ['messaging'],
    color: '#7c3aed',
    featured: true,
    popularity: 80,
    token_names: ['API Key'],
    token_instructions: ['Copy the key from Lumen under Account, then API.'],
  },
  { type: 'quill-books', name: 'Quill Books Online', categories: ['accounting'], color: '#15803d' },
  {
    type: 'quill-desktop',
    name: 'Quill Books Desktop',
    categories: ['accounting'],
    color: '#15803d',
    token_names: ['Token'],
  },
  { type: 'paper-crane', name: 'Paper Crane', categories: ['storage'], color: '#facc15' },
  { type: 'ostrich', name: 'Ostrich Tasks', categories: ['task', 'ticketing'] },
  { type: 'meridian', name: 'Meridian HR', categories: ['hris'], color: '#0e7490' },
  { type: 'saltmarsh', name: 'Saltmarsh Commerce', categories: ['commerce', 'payment'], color: '#be123c' },
  { type: 'kestrel', name: 'Kestrel Calendar', categories: ['calendar'], is_active: false },
  { type: 'fjord', name: 'Fjord Payments', categories: ['payment'], color: '#334155', is_active: false },
];

/** What the server answers once one of them is connected. */
export function connectionTo(type: string, overrides: Partial<Connection> = {}): Connection {
  const integration = integrations.find((one) => one.type === type);
  return {
    id: 'con_7Jq2',
    integration_type: type,
    integration_name: integration?.name ?? type,
    categories: integration?.categories ?? [],
    permissions: ['crm_contact_read', 'crm_deal_read'],
    environment: 'Production',
    workspace_id: 'default',
    external_xref: 'user_1',
    auth: { name: 'Ada Lovelace', emails: ['ada@northwind.example'] },
    credentials: ['access_token', 'refresh_token'],
    created_at: '2026-01-31T09:00:00Z',
    ...overrides,
  };
}

/** Four accounts, one for each way an account can be; three of them at one integration. */
export function accounts(now = Date.now()): Connection[] {
  const at = (days: number): string => new Date(now + days * 86_400_000).toISOString();
  const northwind = (id: string, email: string, more: Partial<Connection>): Connection =>
    connectionTo('northwind-crm', {
      id,
      auth: { name: 'Ada Lovelace', emails: [email] },
      last_healthy_at: at(-1),
      ...more,
    });
  return [
    northwind('con_healthy', 'ada@northwind.example', {}),
    northwind('con_ended', 'sales@northwind.example', {
      last_unhealthy_at: at(0),
      last_unhealthy_code: 'needs_reauth',
    }),
    northwind('con_ending', 'archive@northwind.example', { label: 'Archive', expires_at: at(3.5) }),
    connectionTo('harbor-ats', { id: 'con_paused', is_paused: true, credentials: ['other_auth_info'] }),
  ];
}
