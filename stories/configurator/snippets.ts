import { apiSnippets } from './api-snippets.js';
import { attributesOf, camelCase, declarations, escaped, literal, markup } from './markup.js';
import type { Settings } from './settings.js';

/** Every way to put the tag into a product, as code to copy. Made of `settings` alone, so that no secret can be in it. */
export function snippets(
  settings: Settings,
): Readonly<Record<'html' | 'react' | 'vue' | 'angular' | 'svelte', string>> & ReturnType<typeof apiSnippets> {
  return {
    html: html(settings),
    react: react(settings),
    vue: vue(settings),
    angular: angular(settings),
    svelte: svelte(settings),
    ...apiSnippets(settings),
  };
}

function html(settings: Settings): string {
  const script = markup('script', [
    ['type', 'module'],
    ['src', `${settings.endpoint}/connection-embed.js`],
  ]);
  const listeners = settings.events.map(
    (event) => `  embed.addEventListener('${event}', (event) => console.log(event.detail));`,
  );
  return lines(
    script,
    opener(settings),
    tag(settings),
    style(settings),
    '<script type="module">',
    `  const embed = document.querySelector('connection-embed');`,
    `  embed.addEventListener('connection-created', (event) => save(event.detail.connection.id));`,
    ...listeners,
    '',
    '  // Yours: tells your backend, which reads the connection with its own key.',
    '  function save(id) {}',
    '</script>',
  );
}

function react(settings: Settings): string {
  const props = [
    ...attributesOf(settings).map(([name, value]) => `${camelCase(name)}="${escaped(value)}"`),
    ...(isEmpty(settings) ? [] : [`style={${styleObject(settings)}}`]),
    'onConnectionCreated={(connection) => save(connection.id)}',
    ...settings.events.map((event) => `on${camelCase(`-${event}`)}={(what) => console.log(what)}`),
  ];
  const indent = settings.display === 'inline' ? '    ' : '      ';
  const element = [`${indent}<ConnectionEmbed`, ...props.map((prop) => `${indent}  ${prop}`), `${indent}/>`];
  const body =
    settings.display === 'inline' ? element : ['    <>', `      ${opener(settings) ?? ''}`, ...element, '    </>'];
  return lines(
    `import { ConnectionEmbed } from 'connection-embed/react';`,
    `import { save } from './save';`,
    '',
    'export function Connect() {',
    '  return (',
    ...body,
    '  );',
    '}',
  );
}

function vue(settings: Settings): string {
  const listeners = [
    ['@connection-created', '(connection) => save(connection.id)'],
    ...settings.events.map((event) => [`@${event}`, '(what) => log(what)']),
  ];
  return lines(
    '<script setup>',
    `import { ConnectionEmbed } from 'connection-embed/vue';`,
    `import { save } from './save';`,
    ...(settings.events.length ? ['', 'const log = (what) => console.log(what);'] : []),
    '</script>',
    '',
    '<template>',
    indented(opener(settings)),
    indented(tag(settings, { name: 'ConnectionEmbed', listeners: listeners.map(([on, call]) => `${on}="${call}"`) })),
    '</template>',
    settings.display === 'inline' && isEmpty(settings) ? undefined : '',
    style(settings),
  );
}

function angular(settings: Settings): string {
  const listeners = [
    '(connection-created)="save($event)"',
    ...settings.events.map((event) => `(${event})="log($event)"`),
  ];
  return lines(
    `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';`,
    `import 'connection-embed';`,
    `import { save } from './save';`,
    '',
    '@Component({',
    `  selector: 'app-connect',`,
    '  schemas: [CUSTOM_ELEMENTS_SCHEMA],',
    '  template: `',
    indented(opener(settings), 2),
    indented(tag(settings, { listeners }), 2),
    '  `,',
    ...(isEmpty(settings) ? [] : ['  styles: `', `    ${rule(settings, '    ')}`, '  `,']),
    '})',
    'export class Connect {',
    `  save(event: HTMLElementEventMap['connection-created']) {`,
    '    save(event.detail.connection.id);',
    '  }',
    ...(settings.events.length ? ['', '  log(event: Event) {', '    console.log(event);', '  }'] : []),
    '}',
  );
}

function svelte(settings: Settings): string {
  const listeners = [
    'onconnection-created={(event) => save(event.detail.connection.id)}',
    ...settings.events.map((event) => `on${event}={(event) => console.log(event.detail)}`),
  ];
  return lines(
    '<script>',
    `  import 'connection-embed';`,
    `  import { save } from './save';`,
    '</script>',
    '',
    opener(settings),
    tag(settings, { listeners }),
    isEmpty(settings) ? undefined : '',
    style(settings),
  );
}

/** The page's own button for what is not in the page from the start. */
function opener({ display }: Settings): string | undefined {
  return display === 'inline' ? undefined : '<button type="button" id="connect">Connect an account</button>';
}

function tag(
  settings: Settings,
  { name = 'connection-embed', listeners = [] }: { name?: string; listeners?: readonly string[] } = {},
): string {
  return markup(name, attributesOf(settings), listeners);
}

function style(settings: Settings): string | undefined {
  return isEmpty(settings) ? undefined : lines('<style>', `  ${rule(settings, '  ')}`, '</style>');
}

function rule(settings: Settings, indent: string): string {
  const declared = declarations(settings).map(([name, value]) => `${indent}  ${name}: ${value};`);
  return ['connection-embed {', ...declared, `${indent}}`].join('\n');
}

function styleObject(settings: Settings): string {
  const members = declarations(settings).map(([name, value]) => `'${name}': ${literal(value)}`);
  return `{ ${members.join(', ')} }`;
}

function isEmpty(settings: Settings): boolean {
  return declarations(settings).length === 0;
}

function indented(text: string | undefined, depth = 1): string | undefined {
  return text?.replace(/^/gm, '  '.repeat(depth));
}

function lines(...all: readonly (string | undefined)[]): string {
  return all.filter((one) => one !== undefined).join('\n');
}
