extension SiteScaffold {
  /// Builds a revision and the working tree with the example secrets, and says which phones change.
  var changesScript: String {
    #"""
    #!/bin/sh
    # changes.sh REVISION: writes to changes.md which phones' files the working tree changes, compared
    # with a revision of git. Both are built with the example secrets: no real one is needed. Names
    # alone are shown: the files hold passwords.
    set -eu

    work=$(mktemp -d)
    trap 'git worktree remove --force "$work/base" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
    git worktree add --quiet --detach "$work/base" "$1"

    rm -rf before after
    # A revision that does not build, or has no sites yet, counts as one without phones.
    (cd "$work/base" && ringtree build --secrets secrets.example.yaml -o "$work/before") >&2 || true
    mkdir -p "$work/before"
    cp -R "$work/before" before
    ringtree build --secrets secrets.example.yaml -o after >&2

    # changed_files SITE: a line a file, the first 200.
    changed_files() {
      status=0
      LC_ALL=C diff -rq "before/$1" "after/$1" > "$work/files" || status=$?
      if [ $status -gt 1 ]; then return $status; fi
      sed -n -e "s|^Files before/$1/\(.*\) and after/.* differ$|- changed: \`\1\`|p" \
        -e "s|^Only in before/$1: \(.*\)|- gone: \`\1\`|p" \
        -e "s|^Only in after/$1: \(.*\)|- new: \`\1\`|p" \
        -e "s|^Only in before/$1/\(.*\): \(.*\)|- gone: \`\1/\2\`|p" \
        -e "s|^Only in after/$1/\(.*\): \(.*\)|- new: \`\1/\2\`|p" "$work/files" > "$work/lines"
      count=$(wc -l < "$work/lines")
      if [ "$count" -eq 0 ]; then echo "Nothing changes."; fi
      head -n 200 "$work/lines"
      if [ "$count" -gt 200 ]; then echo "- and $((count - 200)) more"; fi
    }

    {
      echo "## Phones"
      for manifest in after/*.manifest.json; do
        site=$(basename "$manifest" .manifest.json)
        echo
        echo "### $site"
        echo
        if [ -e "before/$site.manifest.json" ]; then
          changed_files "$site"
        else
          echo "A new site."
        fi
      done
    } > changes.md

    """#
  }

  var gitHubWorkflow: String {
    #"""
    # Checks the sites, shows on a pull request which phones it changes, and builds the tree.
    #
    # Settings of the repository: the secret RINGTREE_SECRETS is the secrets file, in plain YAML; the
    # variable RINGTREE_URL is where to download the program from, a single file for Linux.
    name: phones
    on:
      push: {branches: [main]}
      pull_request:

    permissions:
      contents: read
      pull-requests: write

    jobs:
      check:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
            with: {fetch-depth: 0}
          - name: Install ringtree
            run: |
              if ! command -v ringtree >/dev/null; then
                sudo curl -fsSL "$RINGTREE_URL" -o /usr/local/bin/ringtree
                sudo chmod +x /usr/local/bin/ringtree
              fi
            env:
              RINGTREE_URL: ${{ vars.RINGTREE_URL }}
          - name: Check
            run: ringtree check --secrets secrets.example.yaml --format github
          - name: Canonical form
            run: ringtree fmt --check
          - name: Which phones change
            if: github.event_name == 'pull_request'
            run: |
              ci/changes.sh "$BASE"
              cat changes.md >> "$GITHUB_STEP_SUMMARY"
            env:
              BASE: ${{ github.event.pull_request.base.sha }}
          - name: Comment on the pull request
            # A pull request from a fork may not comment; its summary has the same text.
            if: github.event_name == 'pull_request' && !github.event.pull_request.head.repo.fork
            run: |
              gh pr comment "$NUMBER" --body-file changes.md --edit-last ||
                gh pr comment "$NUMBER" --body-file changes.md
            env:
              GH_TOKEN: ${{ github.token }}
              NUMBER: ${{ github.event.pull_request.number }}

      build:
        if: github.event_name == 'push'
        needs: check
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - name: Install ringtree
            run: |
              if ! command -v ringtree >/dev/null; then
                sudo curl -fsSL "$RINGTREE_URL" -o /usr/local/bin/ringtree
                sudo chmod +x /usr/local/bin/ringtree
              fi
            env:
              RINGTREE_URL: ${{ vars.RINGTREE_URL }}
          - name: Build
            run: printf '%s\n' "$RINGTREE_SECRETS" | ringtree build --secrets -
            env:
              RINGTREE_SECRETS: ${{ secrets.RINGTREE_SECRETS }}
          # The tree holds passwords: whoever may read this repository's artefacts can read them.
          - uses: actions/upload-artifact@v4
            with: {name: tree, path: out/, retention-days: 7, if-no-files-found: error}

    """#
  }

  var gitLabPipeline: String {
    #"""
    # Checks the sites, shows on a merge request which phones it changes, and builds the tree.
    #
    # Variables of the project: RINGTREE_SECRETS, of type File, masked and protected, is the secrets file
    # in plain YAML; RINGTREE_URL is where to download the program from, a single file for Linux;
    # RINGTREE_BOT_TOKEN, if it is set, is a token that may comment (scope api).
    image: debian:bookworm-slim

    stages: [check, build]

    variables: {GIT_DEPTH: "0"}

    before_script:
      - |
        if ! command -v ringtree >/dev/null; then
          apt-get update -qq
          apt-get install -y -qq --no-install-recommends ca-certificates curl git >/dev/null
          curl -fsSL "$RINGTREE_URL" -o /usr/local/bin/ringtree
          chmod +x /usr/local/bin/ringtree
        fi

    check:
      stage: check
      rules:
        - if: $CI_PIPELINE_SOURCE == "merge_request_event"
        - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      script:
        - ringtree check --secrets secrets.example.yaml
        - ringtree fmt --check

    changes:
      stage: check
      rules:
        - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      script:
        - ci/changes.sh "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
        - |
          if [ -n "${RINGTREE_BOT_TOKEN:-}" ]; then
            url=$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes
            curl -fsS -H "PRIVATE-TOKEN: $RINGTREE_BOT_TOKEN" --data-urlencode body@changes.md "$url"
          fi
      artifacts: {paths: [changes.md], expose_as: which phones change, expire_in: 1 week}

    build:
      stage: build
      rules:
        - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      script:
        - ringtree build --secrets "$RINGTREE_SECRETS"
      # The tree holds passwords: only those who may see the secrets should see it.
      artifacts: {paths: [out/], expire_in: 1 week, access: maintainer}

    """#
  }
}
