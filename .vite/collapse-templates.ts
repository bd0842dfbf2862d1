import type { Plugin } from 'vite';

/**
 * Collapses the white space of lit's templates, which a minifier has to leave alone because it is text. A line break
 * with its indent is one space inside a tag, and beside one nothing, as in JSX; CSS loses what says nothing.
 */
export function collapseTemplates(): Plugin {
  return {
    name: 'collapse-templates',
    transform(code, id) {
      if (id.includes('node_modules') || !/\b(html|svg|css)`/.test(code)) return;
      let out = '';
      let at = 0;
      for (const quasi of textsOf(this.parse(code))) {
        out += code.slice(at, quasi.start) + quasi.collapse(code.slice(quasi.start, quasi.end));
        at = quasi.end;
      }
      return { code: out + code.slice(at), map: null };
    },
  };
}

interface Text {
  start: number;
  end: number;
  collapse(text: string): string;
}

/** The texts between the expressions of every `html`, `svg` and `css` template, in source order. */
function textsOf(program: unknown): Text[] {
  const texts: Text[] = [];
  const visit = (node: unknown): void => {
    if (!isRecord(node)) return;
    const tag = node['type'] === 'TaggedTemplateExpression' && isRecord(node['tag']) ? node['tag']['name'] : undefined;
    if ((tag === 'html' || tag === 'svg' || tag === 'css') && isRecord(node['quasi'])) {
      const quasis = arrayOf(node['quasi']['quasis']);
      if (tag === 'css' && quasis.length > 1) throw new Error('a css template of the tag has no expressions');
      for (const quasi of quasis) {
        if (isRecord(quasi) && typeof quasi['start'] === 'number' && typeof quasi['end'] === 'number') {
          texts.push({ start: quasi['start'], end: quasi['end'], collapse: tag === 'css' ? css : html });
        }
      }
    }
    for (const child of Object.values(node)) (Array.isArray(child) ? child : [child]).forEach(visit);
  };
  visit(program);
  return texts.sort((a, b) => a.start - b.start);
}

/** A value in quotes that needs none goes without them; not before a slash, which would belong to it. */
function html(text: string): string {
  return text
    .replace(/^\s*\n\s*$|(?<=>)\s*\n\s*|\s*\n\s*(?=<)/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/="([\w-]+)"(?=[\s>])/g, '=$1');
}

/** The space inside a string is content, and stays; only a name that is compared needs no quotes. No string holds a colour. */
function css(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/=(["'])([\w-]+)\1/g, '=$2')
    .replace(
      /("[^"\n]*"|'[^'\n]*')|\s*([{};,>])\s*|((?<=[:(])\s+|\s+(?=\)))|\s+/g,
      (_, string?: string, mark?: string, idle?: string) => string ?? mark ?? (idle ? '' : ' '),
    )
    .replace(/;}/g, '}')
    .replace(/\b0(?=\.\d)/g, '')
    .replace(/\btransparent\b/g, '#0000');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
