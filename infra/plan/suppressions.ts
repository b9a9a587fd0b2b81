import type { Suppression } from '../../core/suppression/index.ts';
import type { Resource } from '../resource.ts';
import type { Settings } from '../settings.ts';

export const SUPPRESSIONS_PATH = '/trailkeeper/suppressions';

/** A standard parameter holds so many bytes. */
const PARAMETER = 4096;

/** Who answers for which finding, where functions look it up: parameters of as many suppressions as one holds. */
export const suppressions = ({ homeRegion: region, suppressions }: Settings): Resource[] =>
  inParts(suppressions).map((part, index) => ({
    id: `Suppressions${index + 1}`,
    type: 'AWS::SSM::Parameter',
    region,
    properties: {
      Name: `${SUPPRESSIONS_PATH}/${index + 1}`,
      Description: 'Findings somebody answers for',
      Type: 'String',
      Value: JSON.stringify(part),
    },
  }));

function inParts(all: readonly Suppression[]): Suppression[][] {
  const parts: Suppression[][] = [];
  for (const each of all) {
    const last = parts.at(-1);
    if (last && Buffer.byteLength(JSON.stringify([...last, each])) <= PARAMETER) last.push(each);
    else parts.push([each]);
  }
  return parts;
}
