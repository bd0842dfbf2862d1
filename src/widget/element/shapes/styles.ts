import { css } from 'lit';
import { variables } from '../styles/variables.js';

/** What floats: at its anchor, or in the middle of the window and on a phone all over it. */
export const shapes = [
  variables({
    overlay: 'light-dark(#10142866,#000000a6)',
    'float-shadow': '0 4px 12px #0000000f,0 20px 56px #00000033',
    'popover-offset': '8px',
  }),
  css`
    [part='dialog'],
    [part='frame'][popover] {
      position: fixed;
      inset: 0 auto auto 0;
      z-index: 2147483647;
    }
    /* The one length of a floating box that browsers turn into pixels and do nothing with. */
    [part='frame'][popover] {
      scroll-margin-block-start: var(--_popover-offset);
    }
    [part='dialog'] {
      display: grid;
      place-items: center;
      width: 100%;
      height: 100%;
    }
    [part='dialog']::backdrop {
      background: none;
    }
    [part='backdrop'] {
      position: absolute;
      inset: 0;
      background: var(--_overlay);
    }
    [part='frame'] {
      position: relative;
      width: min(var(--_width), 100vw - 16px);
    }
    [part='panel'] {
      max-height: min(var(--_room, 100dvh), 100dvh - 16px);
      box-shadow: var(--_float-shadow);
    }
    [part='close'] {
      position: absolute;
      inset-block-start: 5px;
      inset-inline-end: 6px;
      display: grid;
      place-items: center;
      width: 44px;
      border-radius: 50%;
      background: var(--_surface);
      color: var(--_text-muted);
      outline-offset: -4px;
    }
    [part='panel']:has([part='header']) + [part='close'] {
      inset-block-start: 11px;
    }
    @container (max-width: 22rem) {
      [part='close'] {
        inset-inline-end: 1px;
      }
    }
    [part='close']:hover {
      background: var(--_surface-hover);
      color: var(--_text);
    }
    [part='header'] [part='title'] {
      padding-inline-end: 36px;
    }
    @media (max-width: 479px) {
      [part='dialog'] [part='frame'] {
        width: 100%;
      }
      [part='dialog'] [part='panel'] {
        height: 100dvh;
        max-height: none;
        border: 0;
        border-radius: 0;
      }
      [part='dialog'] [part='close'] {
        margin-block-start: -1px;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      [part='frame'],
      [part='backdrop'] {
        animation: fade 160ms;
      }
    }
    @keyframes fade {
      from {
        opacity: 0;
      }
    }
  `,
];
