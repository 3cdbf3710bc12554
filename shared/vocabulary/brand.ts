declare const brand: unique symbol;

/** A primitive that carries its meaning in its type; made by the one parser of that meaning, never by a cast elsewhere. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
