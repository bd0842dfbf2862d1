import type { PickerCopy } from '../core/copy/copy.js';
import type { Picker } from '../core/flow.js';
import { recentlyUsed } from './recent.js';
import { pickerRows, type Find, type PickerRows } from './views/rows.js';

/**
 * The picker's rows, worked out anew only when they may be others: the list is drawn at every scroll and arrow key, too.
 * What was used last is read once for a list, so that Back finds it as it was left.
 */
export function createFound(): (picker: Picker, copy: PickerCopy, find: Find) => PickerRows {
  let from: readonly unknown[] = [];
  let listed: unknown;
  let recent: readonly string[] = [];
  let rows: PickerRows | undefined;
  return (picker, copy, find) => {
    const now = [picker, copy, find];
    if (rows && now.every((one, at) => one === from[at])) return rows;
    from = now;
    if (listed !== picker.integrations) recent = recentlyUsed();
    listed = picker.integrations;
    return (rows = pickerRows(picker, { copy, find, recent }));
  };
}
