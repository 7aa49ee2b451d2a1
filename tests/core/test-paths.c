/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "np-error.h"
#include "np-paths.h"
#include "support.h"

static void
test_runtime_folder (void)
{
  const char *folder = np_paths_get_runtime_folder ();
  GStatBuf status;

  g_assert_true (g_str_has_suffix (folder, "/nameplate"));
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0700);
}

static char *
make_left_folder (const char *name)
{
  char *folder = g_build_filename (np_paths_get_runtime_folder (), name, NULL);
  g_autofree char *file = g_build_filename (folder, "image.bin", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_file_set_contents (file, "secret", -1, &error);
  g_assert_no_error (error);
  return folder;
}

/* What a killed process left is removed; what a living one has is not. */
static void
test_private_folder (void)
{
  g_autofree char *left = make_left_folder ("private-left");
  g_autofree char *used = make_left_folder ("private-used");
  g_autofree char *other = make_left_folder ("other");
  int used_fd = g_open (used, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *second = NULL;
  int lock_fd, second_fd;
  GStatBuf status;

  g_assert_cmpint (flock (used_fd, LOCK_EX | LOCK_NB), ==, 0);
  folder = np_paths_make_private_folder (&lock_fd, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0700);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (used, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));

  second = np_paths_make_private_folder (&second_fd, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, !=, folder);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  close (second_fd);
  close (lock_fd);
  close (used_fd);
}

/* As long as a program that is being started has a copy of it, closing a file doesn't end its lock. */
static void
test_release_lock (void)
{
  g_autoptr(GError) error = NULL;
  int lock_fd = -1, other_fd;
  g_autofree char *folder = np_paths_make_private_folder (&lock_fd, &error);
  pid_t copy;

  g_assert_no_error (error);
  copy = test_start_copy ();
  np_paths_release_lock (lock_fd);
  other_fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_assert_cmpint (flock (other_fd, LOCK_EX | LOCK_NB), ==, 0);
  test_end_copy (copy);
  close (other_fd);
  g_assert_true (np_paths_remove_folder (folder, NULL));
}

static void
test_remove_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *outside = g_dir_make_tmp (NULL, NULL);
  g_autofree char *inner = g_build_filename (folder, "a", "b", NULL);
  g_autofree char *file = g_build_filename (inner, "file", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  g_assert_cmpint (symlink (outside, link), ==, 0);

  g_assert_true (np_paths_remove_folder (folder, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (outside, G_FILE_TEST_IS_DIR));
  g_assert_true (np_paths_remove_folder (folder, &error)); /* nothing there is as good */
  g_assert_no_error (error);
  g_rmdir (outside);
}

static void
test_find_program (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *program = g_build_filename (folder, "nameplate-sim-board", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;

  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\n", -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  g_setenv ("NAMEPLATE_LIBEXEC_DIR", folder, TRUE);
  found = np_paths_find_program ("nameplate-sim-board", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, program);

  g_assert_null (np_paths_find_program ("nameplate-nothing", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING);
  g_assert_nonnull (strstr (error->message, folder));
  g_unsetenv ("NAMEPLATE_LIBEXEC_DIR");
  g_assert_true (np_paths_remove_folder (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/paths/runtime-folder", test_runtime_folder);
  g_test_add_func ("/paths/private-folder", test_private_folder);
  g_test_add_func ("/paths/release-lock", test_release_lock);
  g_test_add_func ("/paths/remove-folder", test_remove_folder);
  g_test_add_func ("/paths/find-program", test_find_program);
  return g_test_run ();
}
