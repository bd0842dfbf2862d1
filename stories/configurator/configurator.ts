import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ConnectionCreatedEvent } from '../../src/widget/element/index.js';
import { scriptedSource } from '../scripted-source.js';
import { startUrl } from '../tag.js';
import { cssOf, themeOf, themes } from '../themes.js';
import { choiceField, listField, rangeField, textField, type Change } from './fields.js';
import { actions, defaults, events, type Settings } from './settings.js';
import { snippets } from './snippets.js';
import { styles } from './styles.js';
import { languages } from '../languages.js';

const frameworks = {
  html: 'HTML',
  react: 'React',
  vue: 'Vue',
  angular: 'Angular',
  svelte: 'Svelte',
  curl: 'API, curl',
  fetch: 'API, fetch',
} as const;

const permissions = [
  'crm_contact_read',
  'crm_contact_write',
  'crm_deal_read',
  'ats_candidate_read',
  'hris_employee_read',
  'accounting_invoice_read',
  'storage_file_read',
];
const categories = ['crm', 'ats', 'hris', 'accounting', 'storage', 'messaging', 'payment'];

/** A page on which one sets the tag up, sees it live, and copies the code for it. */
export class ConnectionConfigurator extends LitElement {
  static override styles = styles;
  static override properties = {
    settings: { state: true },
    look: { state: true },
    framework: { state: true },
    said: {},
  };

  declare settings: Settings;
  declare look: string;
  declare framework: keyof typeof frameworks;
  /** What happened last in the live tag, or to the code. */
  declare said: string;
  readonly #source = scriptedSource({ startUrl, attempt: () => ({ status: 'connected' }) });

  constructor() {
    super();
    this.settings = defaults;
    this.look = 'Plain';
    this.framework = 'html';
    this.said = '';
  }

  protected override render(): TemplateResult {
    return html`<div class="settings">${this.#callbacks()} ${this.#scope()} ${this.#looks()}</div>
      <div class="result">
        ${this.#live()} ${this.#code()}
        <p role="status">${this.said}</p>
      </div>`;
  }

  #callbacks(): TemplateResult {
    const { settings } = this;
    const set = this.#set;
    return html`<fieldset>
      <legend>Server and callbacks</legend>
      ${textField('Server, where it is mounted', settings.endpoint, (endpoint) => set({ endpoint }))}
      ${textField('Your own route for sessions (session-url)', settings.sessionUrl, (sessionUrl) => set({ sessionUrl }))}
      ${textField('Origin of the page, if it is another', settings.origin, (origin) => set({ origin }))}
      ${choiceField('Sign-in happens', settings.authMode, {
        options: { auto: 'In a window, else in this page', popup: 'In a window', redirect: 'In this page (redirect)' },
        change: (authMode) => set({ authMode }),
      })}
      ${listField('Events, beside connection-created', settings.events, {
        options: events,
        change: (chosen) => set({ events: chosen }),
      })}
    </fieldset>`;
  }

  #scope(): TemplateResult {
    const { settings } = this;
    const set = this.#set;
    return html`<fieldset>
      <legend>What can be connected</legend>
      ${listField('Permissions', settings.permissions, {
        options: permissions,
        change: (chosen) => set({ permissions: chosen }),
      })}
      ${listField('Categories; none means all', settings.categories, {
        options: categories,
        change: (chosen) => set({ categories: chosen }),
      })}
      ${listField('The session allows', settings.allow, { options: actions, change: (allow) => set({ allow }) })}
    </fieldset>`;
  }

  #looks(): TemplateResult {
    const { settings } = this;
    const set = this.#set;
    const vary = (name: string) => (value: string) => set({ variables: { ...settings.variables, [name]: value } });
    return html`<fieldset>
      <legend>Looks</legend>
      ${choiceField('Display', settings.display, {
        options: { inline: 'In the page', popover: 'Popover at a button', dialog: 'Dialog' },
        change: (display) => set({ display }),
      })}
      ${choiceField('Theme', settings.theme, {
        options: { auto: 'As the page', light: 'Light', dark: 'Dark' },
        change: (theme) => set({ theme }),
      })}
      ${choiceField('Language', settings.lang, {
        options: {
          '': 'As the page',
          ...Object.fromEntries(Object.entries(languages).map(([tag, { name }]) => [tag, name])),
        },
        change: (lang) => set({ lang }),
      })}
      ${choiceField('Start from', this.look, {
        options: Object.fromEntries(Object.keys(themes).map((name) => [name, name])),
        change: (look) => {
          this.look = look;
          set({ variables: themeOf(look).variables });
        },
      })}
      ${textField('Accent, any CSS colour', settings.variables['accent'] ?? '', vary('accent'))}
      ${textField('Surface', settings.variables['surface'] ?? '', vary('surface'))}
      ${textField('Font family', settings.variables['font-family'] ?? '', vary('font-family'))}
      ${rangeField('Corners of the frame', settings.variables['radius'] ?? '16px', vary('radius'))}
      ${rangeField('Corners of controls', settings.variables['control-radius'] ?? '10px', vary('control-radius'))}
    </fieldset>`;
  }

  #live(): TemplateResult {
    const { display, theme, lang, permissions: asked, categories: offered, variables } = this.settings;
    const { page } = themeOf(this.look);
    const inline = display === 'inline';
    return html`<section
      class="live"
      aria-label="Live"
      lang=${lang || nothing}
      dir=${languages[lang]?.direction ?? nothing}
      style="background: ${page.background}; color-scheme: ${page.scheme ?? 'inherit'}; ${cssOf({ variables })}"
    >
      ${inline ? nothing : html`<button type="button" id="connect">Connect an account</button>`}
      <connection-embed
        .source=${this.#source}
        .copy=${{ product: 'Acme' }}
        .permissions=${asked}
        .categories=${offered}
        .theme=${theme}
        auth-mode="popup"
        display=${inline ? nothing : display}
        for=${inline ? nothing : 'connect'}
        lang=${lang || nothing}
        @connection-created=${({ detail }: ConnectionCreatedEvent) => this.#say(`connection-created: ${detail.connection.id}`)}
      ></connection-embed>
    </section>`;
  }

  #code(): TemplateResult {
    const code = snippets(this.settings)[this.framework];
    return html`<section class="code" aria-label="Code">
      <div role="radiogroup" aria-label="Code for">
        ${Object.entries(frameworks).map(
          ([name, label]) =>
            html`<label>
              <input
                type="radio"
                name="framework"
                .checked=${name === this.framework}
                @change=${() => Object.assign(this, { framework: name })}
              /><span>${label}</span>
            </label>`,
        )}
      </div>
      <pre tabindex="0" aria-label=${frameworks[this.framework]}><code>${code}</code></pre>
      <button type="button" @click=${() => this.#copy(code)}>Copy</button>
    </section>`;
  }

  async #copy(code: string): Promise<void> {
    await navigator.clipboard.writeText(code);
    this.#say(`Copied the code for ${frameworks[this.framework]}`);
  }

  readonly #set: Change<Partial<Settings>> = (some) => {
    this.settings = { ...this.settings, ...some };
  };

  #say(what: string): void {
    this.said = what;
  }
}
