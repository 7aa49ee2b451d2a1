/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support-refused.h"

#define NOBODY 65534
#define DIALOUT 64999 /* of which no process is */

static char member[64];

/* In the system's place. */
struct group *
getgrnam (const char *name)
{
  static char *members[2];
  static struct group dialout = { .gr_name = (char *) "dialout", .gr_gid = DIALOUT, .gr_mem = members };

  members[0] = *member != '\0' ? member : NULL;
  return strcmp (name, "dialout") == 0 ? &dialout : NULL;
}

void
test_refused_begin (const char *port_path, gboolean joined)
{
  const struct passwd *account;

  g_assert_cmpint (chmod (port_path, 0), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (setresuid (NOBODY, NOBODY, 0), ==, 0);
  account = getpwuid (getuid ());
  g_assert_nonnull (account);
  g_strlcpy (member, joined ? account->pw_name : "", sizeof member);
}

void
test_refused_end (const char *port_path)
{
  uid_t real, effective, saved;

  g_assert_cmpint (getresuid (&real, &effective, &saved), ==, 0);
  g_assert_cmpint (setresuid (saved, saved, saved), ==, 0);
  g_assert_cmpint (chmod (port_path, 0600), ==, 0);
  *member = '\0';
}
