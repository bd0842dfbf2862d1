import type { Integration } from '../../../src/contract/index.js';

/** Made-up products, the same every time: two words and a number, in categories that both widgets know. */
export function manyIntegrations(count: number): Integration[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${first[at % first.length]} ${second[Math.floor(at / first.length) % second.length]} ${at}`;
    const category = categories[at % categories.length] ?? 'crm';
    const other = categories[(at * 7) % categories.length] ?? 'crm';
    return {
      type: `bench${at}`,
      name,
      categories: at % 3 === 0 && other !== category ? [category, other] : [category],
      featured: at % 1000 === 0,
      is_active: true,
      ...(at % 4 === 0 && { token_names: ['API key'] }),
    };
  });
}

const first = [
  'Quick',
  'Northwind',
  'Harbor',
  'Lumen',
  'Paper',
  'Ostrich',
  'Meridian',
  'Saltmarsh',
  'Kestrel',
  'Fjord',
];
const second = [
  'Books',
  'Mail',
  'CRM',
  'Payments',
  'Tasks',
  'Boards',
  'Storage',
  'People',
  'Analytics',
  'Desk',
  'Forms',
];
const categories = ['crm', 'accounting', 'hris', 'ats', 'storage', 'ticketing', 'messaging', 'payment'];
