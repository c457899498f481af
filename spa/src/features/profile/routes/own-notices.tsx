import type { NoticeSettings, OptionalNoticeKind } from '@cloudapp/contracts/notice';
import { useSwitchNotices } from '../api/notices.ts';
import { NoticesSection } from '../components/notices-section.tsx';

export function OwnNotices({ settings }: { readonly settings: NoticeSettings }) {
  const change = useSwitchNotices();
  const off = settings.items.flatMap(({ kind, isOptional, isOn }) =>
    isOptional && !isOn ? [kind as OptionalNoticeKind] : [],
  );
  return <NoticesSection off={off} pending={change.isPending} error={change.error} onSwitch={change.mutate} />;
}
