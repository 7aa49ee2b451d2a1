/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-faults.h"

/* Everything that can go wrong in a step: how the board ends, what people are told, what its files hold; that other boards go on; and
 * that afterwards nothing runs and nothing is locked. */

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  test_faults_add_wba6 ();
  test_faults_add_wb55 ();
  test_faults_add_scripts ();
  test_faults_add_power ();
  status = g_test_run ();
  test_faults_print_counts ();
  return status;
}
