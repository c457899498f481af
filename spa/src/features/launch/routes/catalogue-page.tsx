import { useQuery } from '@tanstack/react-query';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { Page } from '../../../components/page.tsx';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { CatalogueSkeleton } from '../components/catalogue-skeleton.tsx';
import { CatalogueView } from '../components/catalogue-view.tsx';

export function CataloguePage() {
  const { data: blueprints, error, refetch } = useQuery(blueprintsQuery);
  return (
    <Page
      title="Launch a machine"
      description="Pick what it should be. It installs itself and tells you when it is ready."
    >
      {blueprints && <CatalogueView blueprints={blueprints} />}
      {!blueprints && error && (
        <LoadFailure error={error} title="The catalogue could not be loaded" onRetry={() => void refetch()} />
      )}
      {!blueprints && !error && <CatalogueSkeleton />}
    </Page>
  );
}
