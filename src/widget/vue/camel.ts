/** A name of HTML as JavaScript writes it: `connection-created` is `connectionCreated`. */
export type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;
