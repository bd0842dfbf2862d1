import type { Integration } from '../src/contract/index.js';
import { integrations } from './integrations.js';

/** A list of `count`, made of the few over and over. */
export function many(count: number): Integration[] {
  return Array.from({ length: Math.ceil(count / integrations.length) }, (_, batch) =>
    integrations.map((one) => ({
      ...one,
      type: batch ? `${one.type}-${batch}` : one.type,
      name: batch ? `${one.name} ${batch + 1}` : one.name,
      featured: one.featured === true && batch === 0,
    })),
  )
    .flat()
    .slice(0, count);
}

/** A form with one field of each type. */
export const everyField: Integration = {
  type: 'everything',
  name: 'Everything',
  categories: ['crm'],
  color: '#b45309',
  token_names: ['text', 'secret', 'url', 'subdomain', 'email', 'select', 'checkbox', 'number', 'date', 'pem', 'file'],
  token_instructions: ['Find all of this under Settings, then API.'],
  token_fields: [
    { name: 'text', label: 'Account id', type: 'text', example: 'ACME-1234' },
    { name: 'secret', label: 'Secret key', type: 'secret', min_length: 8 },
    { name: 'url', label: 'Server', type: 'url', help_url: 'https://everything.example/help' },
    { name: 'subdomain', label: 'Subdomain', type: 'subdomain', prefix: 'https://', suffix: '.everything.example' },
    { name: 'email', label: 'Email of the administrator', type: 'email' },
    {
      name: 'region',
      label: 'Region',
      type: 'select',
      options: [
        { value: 'eu', label: 'Europe' },
        { value: 'us', label: 'United States' },
      ],
    },
    { name: 'sandbox', label: 'This is a sandbox account', type: 'checkbox', optional: true },
    { name: 'company', label: 'Company number', type: 'number', help: 'Three digits, on every invoice.' },
    { name: 'since', label: 'First day to read', type: 'date', optional: true },
    { name: 'certificate', label: 'Private key (PEM)', type: 'textarea' },
    { name: 'file', label: 'Service account file', type: 'file' },
  ],
};

/** To be signed in to, or connected with a key. */
export const severalWays: Integration = {
  type: 'two-ways',
  name: 'Crossroads',
  categories: ['crm'],
  color: '#0e7490',
  auth_methods: ['oauth2', 'token'],
  token_names: ['API Key', 'Domain'],
};

/** A sign-in that has to know the subdomain first. */
export const withInputs: Integration = {
  type: 'with-inputs',
  name: 'Harbor Support',
  categories: ['ticketing'],
  color: '#15803d',
  inputs: [
    {
      name: 'subdomain',
      label: 'Subdomain',
      type: 'subdomain',
      prefix: 'https://',
      suffix: '.harborsupport.example',
      help: 'The part before .harborsupport.example in your address bar.',
    },
  ],
};
