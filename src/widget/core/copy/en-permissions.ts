import type { PermissionWords } from './words.js';

/** "Acme will read your contacts and deals, and change your tickets." */
export const permissions: PermissionWords = {
  read: 'read your {}',
  write: 'change your {}',
  both: 'read and change your {}',
  told: 'be told of changes',
  data: '{} data',
  granted: '[{product}|This page] will {clauses}.',
  refused: '{integration} did not allow [{product}|this page] to {clauses}.',
  /** Those whose words are not their name with an s. */
  objects: {
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
  },
  otherwise: (object) => plural(object.replaceAll('_', ' ')),
};

function plural(word: string): string {
  if (word.endsWith('s')) return word;
  return /(x|ch|sh)$/.test(word) ? `${word}es` : word.replace(/([^aeiou])y$/, '$1ie') + 's';
}
