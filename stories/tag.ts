import type { StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { defineConnectionEmbed, type ConnectionEmbed } from '../src/widget/element/index.js';
import { scriptedSource, type Script } from './scripted-source.js';

defineConnectionEmbed();

/** What a story sets on the tag, and what the server it speaks to would say. */
export interface Args {
  readonly script?: Script;
  readonly integration?: string;
  readonly authMode?: ConnectionEmbed['authMode'];
  readonly display?: 'inline' | 'popover' | 'dialog';
  readonly withoutSearch?: boolean;
  readonly withoutCategories?: boolean;
}

export type Story = StoryObj<Args>;
export type Play = NonNullable<Story['play']>;

/** Stands for the provider's page, in what stands for a window. */
export const startUrl = new URL('favicon.svg', location.href).href;

/** The tag in front of a scripted server; with the page's own button where it is not in the page. */
export function tag({ script, display = 'inline', ...set }: Args): TemplateResult {
  const inline = display === 'inline';
  return html`${inline ? nothing : html`<button type="button" class="opener" id="opener">Connect an account</button>`}
    <connection-embed
      .source=${scriptedSource({ startUrl, ...script })}
      .copy=${{ product: 'Acme' }}
      .authMode=${set.authMode ?? 'auto'}
      integration=${set.integration ?? nothing}
      display=${inline ? nothing : display}
      for=${inline ? nothing : 'opener'}
      ?without-search=${set.withoutSearch}
      ?without-categories=${set.withoutCategories}
    ></connection-embed>`;
}

/** Has a user do something in the story's tag. */
export function played(play: (embed: ConnectionEmbed) => Promise<void>): Play {
  return async ({ canvasElement }) => {
    const embed = canvasElement.querySelector('connection-embed');
    if (!embed) throw new Error('the story has no connection-embed');
    await play(embed);
  };
}
