/** The public validator of CSAF ships no types; these are of what the tests ask it. */
declare module '@secvisogram/csaf-validator-lib/validate.js' {
  interface Finding {
    instancePath: string;
    message?: string;
  }
  interface Result {
    isValid: boolean;
    tests: { name: string; isValid: boolean; errors: Finding[]; warnings: Finding[]; infos: Finding[] }[];
  }
  export default function validate(tests: unknown[], document: unknown): Promise<Result>;
}

declare module '@secvisogram/csaf-validator-lib/basic.js';
declare module '@secvisogram/csaf-validator-lib/optionalTests.js';
