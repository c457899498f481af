import { Aspects, TerraformStack, type App } from 'cdktf';
import { AccessRules } from './access-rules.ts';
import { EncryptionRules } from './encryption-rules.ts';
import { OperationRules } from './operation-rules.ts';

/**
 * What no stack may break; each rule fails the synthesis and says where.
 *
 * They are given to each stack, since CDKTF asks the aspects of stacks and never those of the app.
 */
export function addRules(app: App): void {
  for (const stack of app.node.findAll().filter((node) => TerraformStack.isStack(node))) {
    for (const rule of [new EncryptionRules(), new AccessRules(), new OperationRules()]) Aspects.of(stack).add(rule);
  }
}
