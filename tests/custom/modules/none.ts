export { RELEASE } from "../release_schema.ts";
