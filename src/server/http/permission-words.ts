import { fill, type PageCopy } from './pages/copy/index.js';

/**
 * What permissions allow, in words for a person, by Unified.to's naming rule `category_object_read|write`: by category
 * in any language, in English by object, too, whose name is a word there. Any other name as it is; nothing twice.
 */
export function permissionWords(permissions: readonly string[], copy: PageCopy): string[] {
  return [...new Set(permissions.map((permission) => words(permission, copy)))];
}

function words(permission: string, { lang, categories, see, change }: PageCopy): string {
  const [, area = '', object = '', access] = /^([a-z]+)_(\w+)_(read|write)$/.exec(permission) ?? [];
  if (!area) return permission.replaceAll('_', ' ');
  const known = Object.hasOwn(categories, area) ? (categories[area] ?? area) : area;
  const category = lang === 'en' ? `${known} ${object.replaceAll('_', ' ')}` : known;
  return fill(access === 'read' ? see : change, { category });
}
