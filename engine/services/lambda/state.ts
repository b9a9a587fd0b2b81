import { AwsError } from '../../errors.ts';
import type { Call, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { CodeStore } from './code.ts';
import { functionArn, functionName } from './names.ts';
import type { Sandboxes } from './sandboxes.ts';

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly role: string;
  /** `file.export` */
  readonly handler: string;
  readonly description: string;
  /** seconds */
  readonly timeout: number;
  /** MB */
  readonly memorySize: number;
  readonly architectures: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly deadLetterArn: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly code: { readonly sha256: string; readonly size: number };
  readonly revision: string;
  /** ms since 1970 */
  readonly modifiedAt: number;
  readonly policy: readonly Statement[];
}

/** One statement of a function's resource policy, as AddPermission makes it. */
export interface Statement {
  readonly id: string;
  readonly principal: string;
  readonly action: string;
  readonly sourceArn: string | undefined;
  readonly sourceAccount: string | undefined;
}

/** What the operations of the service share. */
export class LambdaState {
  readonly parts: EngineParts;
  readonly functions: Documents<LambdaFunction>;
  readonly code: CodeStore;
  readonly sandboxes: Sandboxes;

  constructor(parts: EngineParts, sandboxes: (code: CodeStore) => Sandboxes) {
    this.parts = parts;
    this.functions = parts.store.documents<LambdaFunction>('lambda.functions');
    this.code = new CodeStore(parts.store);
    this.sandboxes = sandboxes(this.code);
  }

  scope({ account, region }: Pick<Call, 'account' | 'region'>): string {
    return `${account}/${region}`;
  }

  /** @throws AwsError ResourceNotFoundException */
  find(call: Pick<Call, 'account' | 'region'>, written: string): LambdaFunction {
    const name = functionName(written);
    const found = this.functions.get(this.scope(call), name);
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn(call, name)}`, { status: 404 });
  }
}
