/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support-board-files.h"

G_BEGIN_DECLS

/* A table of what can go wrong: a board of its own for each case, between boards that have no fault. */

#define FAULTS_SPEED 200.0

/* No fault of the programmer's: the power goes between two steps. */
#define FAULT_POWER_OFF "power-off"

/* The steps' titles. */
#define CHECK "Check board"
#define STACK "Start wireless stack"
#define UPGRADE "Update wireless firmware"
#define RESTORE "Restore option bytes"
#define REGRESSION "Erase and reopen board"
#define INSTALL "Install secure boot"
#define FIRMWARE "Write provisioning firmware"
#define DATA "Write factory data"
#define KEY "Store DAC key"
#define OWN_KEY "Store DAC key (own script)"
#define COMPARE "Compare with plan"
#define APPLICATION "Write application"
#define TRAILER "Write magic trailer"
#define RESTART "Restart board"
#define WAIT "Restart board and wait for its application"
#define LOCK "Lock board"

/* How it ends: verdict (and the board's state), code, title. */
#define DONE "pass", "-", "Done"
#define SCRIPT_MISSING "fail", "E-103", "A script is missing"
#define TOOL_FAILED "fail", "E-201", "STM32CubeProgrammer failed"
#define NO_SENSE "fail", "E-202", "An answer that makes no sense"
#define NOT_IN_TIME "fail", "E-203", "No answer in time"
#define NO_CONTACT "fail", "E-204", "No contact with the board"
#define WRONG_BOARD "fail", "E-205", "Wrong board"
#define BUSY "fail", "E-207", "Another program uses the board"
#define NO_REPLY "fail", "E-214", "No reply from the provisioning firmware"
#define REFUSED "fail", "E-215", "The provisioning firmware reports an error"
#define SCRIPT_FAILED "fail", "E-216", "The script failed"
#define SCRIPT_NOT_IN_TIME "fail", "E-220", "The script didn't end in time"
#define OPTIONS_DIFFER "fail", "E-221", "The option bytes are not as planned"
#define DATA_DIFFER "fail", "E-302", "Factory data differ from the plan"
#define FIRMWARE_DIFFERS "fail", "E-303", "The firmware differs from its file"
#define KEY_UNSURE "unsure", "E-217", "The DAC key may or may not be stored"
#define LOCK_UNSURE "unsure", "E-218", "The board may or may not be locked"

typedef struct
{
  const char *at;   /* the step's title: the fault begins when the step does */
  const char *step; /* of the bench's fault */
  const char *kind;
  const char *verdict;
  const char *code;
  const char *title;
  const char *change;     /* what the board is left with; its files must agree */
  const char *why;        /* what the reason has in it; "" for what passes */
  const char *exceptions; /* (nullable): where the files are otherwise, see test_board_files_match () */
} FaultCase;

/**
 * test_faults_run:
 * @healthy_change: what the boards without a fault are left with, the first and, where there is one more, the last
 *
 * One round on all boards of the bench: board number 1 has no fault, those after it one case each.
 */
void test_faults_run (TestProvision *self, const FaultCase *cases, guint n_cases, const char *healthy_change);

/* A round on new boards, one a case and one that has no fault. */
typedef struct
{
  const char *platform;
  void (*prepare) (TestProvision *self); /* (nullable): what is special about bench or recipe */
  const FaultCase *cases;
  guint n_cases;
  const char *healthy_change;
} FaultTable;

void test_faults_run_table (gconstpointer table); /* for g_test_add_data_func () */

/* How one board ended; @fault->at, step and kind are for the message alone. */
void test_faults_judge (TestProvision *self, guint index, const FaultCase *fault);

/* Afterwards nothing runs in the folders of bench and project, and what a run locks can be locked. */
void test_faults_assert_nothing_left (TestProvision *self);

/* g_test_run(), and how many cases were run and right. */
int test_faults_run_all (void);

G_END_DECLS
