/**
 * A permission in words for a person, by Unified.to's naming rule `category_object_read|write`; any other name as it is.
 */
export function permissionWords(permission: string): string {
  const [, category = '', object = '', access = ''] = /^([a-z]+)_(\w+)_(read|write)$/.exec(permission) ?? [];
  if (!category) return permission.replaceAll('_', ' ');
  const area = category.length <= 4 ? category.toUpperCase() : category;
  return `${access === 'read' ? 'See' : 'Change'} ${area} ${object.replaceAll('_', ' ')} data`;
}
