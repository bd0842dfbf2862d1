import { inSentence, list } from './en-sentence.js';

/**
 * "Acme will read your contacts and deals, and change your tickets.": everything asked for, nothing left out. Where the
 * objects are too many for a line, their categories stand for them. Empty when nothing is asked for.
 */
export function permissionLine(
  subject: string,
  permissions: readonly string[],
  categories: Readonly<Record<string, string>>,
  modal: 'will' | 'cannot' = 'will',
): string {
  const wanted = new Map<string, { category: string; object: string; access: Set<string> }>();
  const clauses: string[] = [];
  for (const permission of permissions) {
    const [, category, object, access] = /^([^_]+)_(.+)_(read|write)$/.exec(permission) ?? [];
    if (!category || !object || !access) continue;
    const entry = wanted.get(`${category}_${object}`) ?? { category, object, access: new Set() };
    wanted.set(`${category}_${object}`, entry);
    entry.access.add(access);
  }
  for (const { verb, is } of [
    { verb: 'read', is: 'read' },
    { verb: 'change', is: 'write' },
    { verb: 'read and change', is: 'read,write' },
  ]) {
    const entries = [...wanted.values()].filter(({ access }) => [...access].sort().join() === is);
    if (!entries.length) continue;
    const objects = unique(entries.map(({ object }) => objectWords(object)));
    const shown =
      objects.length <= 4
        ? list(objects)
        : `${list(unique(entries.map(({ category }) => inSentence(categories[category] ?? category))))} data`;
    clauses.push(`${verb} your ${shown}`);
  }
  if (permissions.includes('webhook')) clauses.push('be told of changes');
  if (!clauses.length) return '';
  return `${subject} ${modal} ${clauses.length > 1 ? `${clauses.slice(0, -1).join(', ')}, and ${clauses.at(-1)}` : clauses[0]}.`;
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

function objectWords(object: string): string {
  return Object.hasOwn(irregular, object) ? (irregular[object] ?? object) : plural(object.replaceAll('_', ' '));
}

function plural(word: string): string {
  if (word.endsWith('s')) return word;
  return /(x|ch|sh)$/.test(word) ? `${word}es` : word.replace(/([^aeiou])y$/, '$1ie') + 's';
}

/** Objects whose words are not their name with an s. */
const irregular: Readonly<Record<string, string>> = {
  agedpayable: 'aged payables',
  agedreceivable: 'aged receivables',
  applicationstatus: 'application statuses',
  attendance: 'attendance',
  availability: 'availability',
  balancesheet: 'balance sheets',
  bankaccount: 'bank accounts',
  bankfeedaccount: 'bank feeds',
  bankfeedtransaction: 'bank transactions',
  busy: 'busy times',
  cashflow: 'cash flow',
  class: 'classes',
  content: 'content',
  creditmemo: 'credit notes',
  feedback: 'feedback',
  insertionorder: 'insertion orders',
  inventory: 'inventory',
  itemvariant: 'product variants',
  metadata: 'metadata',
  paymentterm: 'payment terms',
  person: 'people',
  profitloss: 'profit and loss reports',
  promoted: 'promotions',
  pullrequest: 'pull requests',
  purchaseorder: 'purchase orders',
  saleschannel: 'sales channels',
  salesorder: 'sales orders',
  taxrate: 'tax rates',
  taxonomy: 'taxonomies',
  timeoff: 'time off',
  timeshift: 'shifts',
  tracking: 'tracking',
  trialbalance: 'trial balances',
  vendorcredit: 'vendor credits',
};
