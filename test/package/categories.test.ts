import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCopies } from '../../src/server/http/pages/copy/index.js';
import { loadCopy, locales } from '../../src/widget/core/index.js';

test('the tag and the pages of the server call a category the same, in every language but English', async () => {
  assert.deepEqual(pageCopies.map(({ lang }) => lang).toSorted(), locales.toSorted());
  for (const { lang, categories } of pageCopies) {
    // In a page English puts them before "data": task data, and not tasks data.
    if (lang === 'en') continue;
    const { categories: shown, unknownCategory } = await loadCopy(lang);
    const names = Object.keys({ ...categories, ...shown });
    assert.equal(names.length, 35, lang);
    for (const name of names)
      assert.equal(categories[name] ?? unknownCategory(name), shown[name] ?? unknownCategory(name), `${lang} ${name}`);
  }
});
