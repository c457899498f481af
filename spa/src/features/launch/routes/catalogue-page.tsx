import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { CatalogueSkeleton } from '../components/catalogue-skeleton.tsx';
import { CatalogueView } from '../components/catalogue-view.tsx';

export function CataloguePage() {
  const query = useQuery(blueprintsQuery);
  return (
    <Page
      title="Launch a machine"
      description="Pick what it should be. It installs itself and tells you when it is ready."
    >
      <Loaded query={query} failure="The catalogue could not be loaded" skeleton={<CatalogueSkeleton />}>
        {(blueprints) => <CatalogueView blueprints={blueprints} />}
      </Loaded>
    </Page>
  );
}
