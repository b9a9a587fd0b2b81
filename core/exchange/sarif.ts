/** A SARIF 2.1.0 log, as code scanning pages read it. @see OASIS, "Static Analysis Results Interchange Format" */
export interface SarifRule {
  readonly id: string;
  readonly name?: string;
  readonly shortDescription?: { readonly text: string };
  readonly help?: { readonly text: string };
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly locations: readonly (
    | { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }
    | { readonly logicalLocations: readonly { name: string; fullyQualifiedName?: string; kind: string }[] }
  )[];
  /** The same for the same finding, so that it is not opened anew. */
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { kind: 'external'; status: 'accepted'; justification: string }[];
}

export interface SarifInput {
  readonly tool: string;
  readonly rules: readonly SarifRule[];
  readonly results: readonly SarifResult[];
}

export const sarifLog = ({ tool, rules, results }: SarifInput): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [{ tool: { driver: { name: tool, rules } }, results }],
});
