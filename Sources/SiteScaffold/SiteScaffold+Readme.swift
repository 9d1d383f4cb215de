extension SiteScaffold {
  var readme: String {
    """
    # Phones

    The phones of our site as text: [sites/\(name).yaml](sites/\(name).yaml) says which there are, which \
    accounts they have and how they are set up. `ringtree` checks it and makes the files that the phones \
    download.

    ## Every day

    | what | how |
    |---|---|
    | try it, without any real password | `ringtree build --secrets secrets.example.yaml` |
    | see what is wrong | `ringtree check --secrets secrets.example.yaml` |
    | tidy up | `ringtree fmt` |
    | add phones from a list | `ringtree import delivery.csv`, then their secrets |
    | see a phone's file | `ringtree render sites/\(name).yaml 808287000001 --secrets secrets.example.yaml` |
    | make a password | `ringtree secrets new sip_103 --append secrets.yaml` |
    | see which passwords there are | `ringtree secrets list --secrets secrets.yaml` |
    | build for real | `ringtree build --secrets secrets.yaml` |

    `ringtree help` knows more. Give each new secret an example value in `secrets.example.yaml` as well: \
    CI checks branches with it.

    ## What lies where

    | path | what |
    |---|---|
    | `sites/` | the sites |
    | `templates/` | what the phones' files are made from; ours to change |
    | `secrets.example.yaml` | example values, in git |
    | `secrets.yaml` | the real ones: on your machine alone, or encrypted, never in git as they are |
    | `out/` | what was built; it holds passwords |
    | `site.schema.json` | for the editor; `ringtree schema > site.schema.json` renews it |
    | `ci/changes.sh`, `.github/`, `.gitlab-ci.yml` | CI; delete what you do not use |

    ## Editor and hooks

    VS Code with the extension “YAML” completes names and marks mistakes; other editors with the YAML \
    language server find the schema by the first line of the site. `pre-commit install` checks before each \
    commit.

    ## CI

    On a branch: check, canonical form, and a comment that says which phones change. On the main branch: \
    the tree, as an artefact for a week. CI needs the secrets file as a secret variable, \
    `RINGTREE_SECRETS`, and the program's address, `RINGTREE_URL`: see the head of the file for your host. \
    The artefact holds passwords: keep the repository closed to strangers.

    ## Before the first rollout

    1. In `sites/\(name).yaml`, put in your exchange, accounts, and the MAC addresses of your phones.
    2. `ringtree secrets list`, then `ringtree secrets new NAME… --append secrets.yaml`; set the same \
    passwords at the exchange.
    3. `ringtree build --secrets secrets.yaml`, and try one phone of each model: what is not verified about \
    the phones is said at the head of each family's templates.

    """
  }
}
