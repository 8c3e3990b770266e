import mittModule from "mitt";

/** Its declarations are those of CommonJS, of which the function is the default export's own. */
export const mitt = mittModule as unknown as typeof mittModule.default;
