import { alarmProperties } from './properties/alarms.ts';
import { countingProperties } from './properties/counting.ts';
import { deployingProperties } from './properties/deploying.ts';
import { edgeProperties } from './properties/edge.ts';
import { encryptionProperties } from './properties/encryption.ts';
import { exposureProperties } from './properties/exposure.ts';
import { gateProperties } from './properties/gate.ts';
import { kubernetesProperties } from './properties/kubernetes.ts';
import { limitProperties } from './properties/limits.ts';
import { networkPolicyProperties } from './properties/network-policy.ts';
import { operationProperties } from './properties/operation.ts';
import { permissionProperties } from './properties/permissions.ts';
import type { Property } from './properties/property.ts';
import { reachProperties } from './properties/reach.ts';
import { sizeProperties } from './properties/sizes.ts';

/** What must be true of everything that is deployed, in every environment. */
export const properties: readonly Property[] = [
  ...reachProperties,
  ...gateProperties,
  ...exposureProperties,
  ...encryptionProperties,
  ...permissionProperties,
  ...operationProperties,
  ...alarmProperties,
  ...countingProperties,
  ...kubernetesProperties,
  ...networkPolicyProperties,
  ...deployingProperties,
  ...edgeProperties,
  ...limitProperties,
  ...sizeProperties,
];
