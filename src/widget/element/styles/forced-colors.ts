import { css } from 'lit';

/** Where the user's system chooses the colours, which took what colour alone had said. Comes last. */
export const forcedColors = css`
  @media (forced-colors: active) {
    svg {
      stroke: CanvasText;
    }
    [part='icon'],
    [part='health'],
    [part='instructions'],
    [part~='banner'] {
      border: 1px solid;
    }
    [part~='button-primary'] {
      border-color: ButtonText;
      background: ButtonText;
      color: ButtonFace;
      forced-color-adjust: none;
    }
    [part='item-match'] {
      text-decoration: underline;
    }
    [part='badge'],
    [part~='button-danger'] {
      border-color: ButtonText;
      color: ButtonText;
    }
    [part='spinner'] {
      border-color: ButtonFace ButtonFace ButtonFace ButtonText;
      forced-color-adjust: none;
    }
    [part~='field-invalid'] [part='control'] {
      border-width: 2px;
    }
    [part='field-affix'] {
      outline: 1px solid;
      outline-offset: -1px;
    }
  }
`;
