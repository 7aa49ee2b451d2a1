/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "bench/np-serial-access.h"
#include "np-error.h"

typedef struct
{
  const char *name;
  NpSerialAccess access;
  const char *problem; /* part of it; NULL: ports can be opened */
} Case;

static const Case cases[] = {
  { "nothing", { 0 }, "Run the command" },
  { "root", { .is_root = TRUE, .n_ports = 1, .n_refused = 1 }, NULL },
  { "group", { .in_group = TRUE }, NULL },
  { "rule", { .has_rule = TRUE }, NULL },
  { "joined-later", { .joins_at_login = TRUE }, "log out and in again" },
  /* Ports that are there tell more than groups and rules. */
  { "open-ports", { .n_ports = 2 }, NULL },
  { "refused-port", { .in_group = TRUE, .n_ports = 2, .n_refused = 1 }, "dialout" },
};

static void
test_judge (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(GError) error = NULL;

  if (np_serial_access_judge (&test->access, &error))
    {
      g_assert_no_error (error);
      g_assert_null (test->problem);
      return;
    }
  g_assert_error (error, NP_ERROR, NP_ERROR_PERMISSION);
  g_assert_nonnull (test->problem);
  g_assert_cmpint (np_serial_access_get_command (&test->access) != NULL, ==, !test->access.joins_at_login);
  g_assert_nonnull (strstr (error->message, test->problem));
}

static void
test_look (void)
{
  NpSerialAccess access;

  np_serial_access_look (&access);
  g_assert_cmpint (access.is_root, ==, geteuid () == 0);
  g_assert_cmpuint (access.n_refused, <=, access.n_ports);
  g_assert_false (access.in_group && access.joins_at_login);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/serial-access/judge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_judge);
    }
  g_test_add_func ("/serial-access/look", test_look);
  return g_test_run ();
}
