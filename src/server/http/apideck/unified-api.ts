import type { Integration } from '../../../contract/index.js';

/**
 * Apideck's word for a category. Categories are Unified.to's; where Apideck calls the same thing otherwise, its surface
 * speaks its own word, and any other category goes by its own name.
 */
export function unifiedApiOf(category: string): string {
  return words.get(category) ?? category;
}

/** Every unified API the integration stands in; a connection of Apideck's is one of them. */
export function unifiedApisOf({ categories }: Integration): string[] {
  return [...new Set(categories.map(unifiedApiOf))];
}

/** As a person reads it: `File Storage API`. */
export function unifiedApiName(unifiedApi: string): string {
  const said = unifiedApi
    .split(/[-_]/)
    .map((word) => (acronyms.has(word) ? word.toUpperCase() : `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`));
  return `${said.join(' ')} API`;
}

const words: ReadonlyMap<string, string> = new Map([
  ['commerce', 'ecommerce'],
  ['messaging', 'team-messaging'],
  ['storage', 'file-storage'],
  ['task', 'project-management'],
  ['ticketing', 'issue-tracking'],
]);

const acronyms: ReadonlySet<string> = new Set(['ats', 'crm', 'csp', 'hris', 'pos', 'sms']);
