import type { Resource } from '../../resource.ts';
import type { Settings } from '../../settings.ts';
import { pascal } from '../names.ts';

/** Conformance packs, each from its YAML or from where that lies. */
export const packs = ({ homeRegion: region, recording, packs }: Settings): Resource[] =>
  recording
    ? packs.map(({ name, template, parameters }) => ({
        id: `${pascal(name.toLowerCase())}Pack`,
        type: 'AWS::Config::ConformancePack',
        region,
        properties: {
          ConformancePackName: name,
          ...(template.startsWith('s3://') ? { TemplateS3Uri: template } : { TemplateBody: template }),
          ...(Object.keys(parameters).length > 0 && {
            ConformancePackInputParameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
              ParameterName,
              ParameterValue,
            })),
          }),
        },
        dependsOn: ['ConfigChannel'],
      }))
    : [];
