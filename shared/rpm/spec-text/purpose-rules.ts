/** What a BuildRequires may be there for besides the build itself. */
export type Purpose = 'check' | 'doc';

/** Names of BuildRequires that tell what they are there for, more often than not. */
export interface PurposeRule {
  readonly purpose: Purpose;
  readonly name: RegExp;
  /** What it is, behind its name: “is a test framework”. */
  readonly what: string;
}

export const PURPOSE_RULES: readonly PurposeRule[] = [
  { purpose: 'check', name: /^perl\(Test(?:::|\))|^perl-Test(?:-|$)|^perl\((?:TAP|Devel::Cover|Pod::Coverage)\b/, what: 'is a test framework of Perl' },
  { purpose: 'check', name: /^python[\d.]*-(?:nose|pytest|mock|tox|testtools|testscenarios|coverage|unittest2|subunit|hypothesis|freezegun|flake8|behave|sure|testrepository|pytest-.*)$|^python3?dist\((?:pytest|nose|mock|tox|hypothesis)/, what: 'is a test framework of Python' },
  { purpose: 'check', name: /^pytest$|^rubygem\((?:rspec.*|minitest|test-unit|mocha|shoulda.*|flexmock|cucumber)\)|^rubygem-(?:rspec.*|minitest|test-unit|mocha|shoulda.*|flexmock|cucumber)$/, what: 'is a test framework of Ruby' },
  { purpose: 'check', name: /^(?:junit5?|hamcrest|easymock|mockito|testng|powermock|assertj-core|xmlunit|jmock)(?:-|$)|^mvn\((?:junit|org\.(?:junit|hamcrest|mockito|easymock|testng))/, what: 'is a test framework of Java' },
  { purpose: 'check', name: /^(?:check|cmocka|cppunit|gtest|gmock|googletest|cunit|CUnit|catch\d?|doctest|libcmocka|uthash|boost-test|subunit|umockdev|libgit-test|bats|shunit2)(?:-devel)?$|^pkgconfig\((?:check|cmocka|cppunit|gtest|gmock|cunit|umockdev-1\.0)\)/, what: 'is a test framework' },
  { purpose: 'check', name: /^(?:dejagnu|expect|valgrind(?:-devel)?|lcov|gcovr|xorg-x11-server-Xvfb|xvfb-run|\/usr\/bin\/(?:xvfb-run|Xvfb|runtest)|dbus-test-runner|python[\d.]*-dbusmock|socket_wrapper|nss_wrapper|uid_wrapper|pam_wrapper|resolv_wrapper|fakechroot|fakeroot|hostname|net-tools|time)$/, what: 'is used by test suites' },
  { purpose: 'doc', name: /^(?:doxygen|graphviz(?:-.*)?|help2man|gtk-doc|pandoc|groff|texi2html|texinfo|texinfo-tex|transfig|fig2dev|dia|hevea|linuxdoc-tools|yelp-tools|gnome-doc-utils|gi-docgen|mkdocs|ronn|rubygem-ronn.*|ghostscript|scrollkeeper|rarian-compat|intltool-doc)$|^\/usr\/bin\/(?:doxygen|dot|help2man|pod2man|makeinfo|asciidoc|a2x|xmlto|sphinx-build)$/, what: 'makes documentation' },
  { purpose: 'doc', name: /^docbook|^(?:asciidoc|asciidoctor|xmlto|dblatex|publican|jade|openjade|opensp|po4a|rubygem-asciidoctor)(?:-|$)/, what: 'makes documentation from DocBook or AsciiDoc' },
  { purpose: 'doc', name: /^python[\d.]*-(?:sphinx.*|docutils|alabaster|epydoc|myst-parser|.*sphinx.*theme)$|^python3?dist\(sphinx|^sphinx$|^epydoc$/, what: 'makes documentation of Python' },
  { purpose: 'doc', name: /^(?:texlive|tetex|latex)(?:-|$)|^tex\(/, what: 'is TeX, for printed documentation' },
  { purpose: 'doc', name: /-javadoc$|^(?:maven-javadoc-plugin|javadoc)$|^mvn\(org\.apache\.maven\.plugins:maven-javadoc-plugin\)/, what: 'makes documentation of Java' },
];

/** Names of bconds that say what they switch. */
export const BCOND_PURPOSES: readonly { readonly purpose: Purpose; readonly name: RegExp }[] = [
  { purpose: 'check', name: /^(?:check|checks|test|tests|testsuite|selftest|selftests|unittest|unittests|unit_tests|python_tests)$|_tests?$|^tests?_/ },
  { purpose: 'doc', name: /^(?:doc|docs|gtkdoc|gtk_doc|documentation|manpages?|man|apidocs?|javadoc|sphinx|doxygen|htmldocs?|pdf|xml_doc)$|_docs?$/ },
];
