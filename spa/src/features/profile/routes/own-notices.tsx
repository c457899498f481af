import type { NoticeSettings, OptionalNoticeKind } from '@cloudapp/contracts/notice';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useChangeProfile } from '../../../modules/account/api/change-profile.ts';
import { useCurrentUser } from '../../../modules/account/session.ts';
import { useSwitchNotices } from '../api/notices.ts';
import { NoticesSection } from '../components/notices-section.tsx';
import { TimeZoneField } from '../components/time-zone-field.tsx';

export function OwnNotices({ settings }: { readonly settings: NoticeSettings }) {
  const { timeZone = 'UTC' } = useCurrentUser();
  const change = useSwitchNotices();
  const zone = useChangeProfile();
  const off = settings.items.flatMap(({ kind, isOptional, isOn }) =>
    isOptional && !isOn ? [kind as OptionalNoticeKind] : [],
  );
  return (
    <NoticesSection off={off} pending={change.isPending} error={change.error} onSwitch={change.mutate}>
      <TimeZoneField
        value={timeZone}
        pending={zone.isPending}
        onChange={(wanted) => {
          zone.change({ timeZone: wanted });
        }}
      />
      {zone.error && <ErrorNotice error={zone.error} title="Your time zone was not changed" />}
    </NoticesSection>
  );
}
