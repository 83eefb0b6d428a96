	.attribute	4, 16
	.attribute	5, "rv32i2p1_m2p0_a2p1_c2p0_zmmul1p0_zaamo1p0_zalrsc1p0_zca1p0"
	.file	"m"
	.section	.text.__dissolve_m_instantiate,"ax",@progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,@function
__dissolve_m_instantiate:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 0 0
	.cfi_sections .debug_frame
	.cfi_startproc
	addi	sp, sp, -16
	.cfi_def_cfa_offset 16
	sw	ra, 12(sp)
	sw	s0, 8(sp)
	.cfi_offset ra, -4
	.cfi_offset s0, -8
.Ltmp0:
	lui	s0, %hi(__dissolve_m_instance)
	addi	s0, s0, %lo(__dissolve_m_instance)
	mv	a0, s0
	call	__dissolve_begin
	beqz	a0, .LBB0_2
	li	a0, 0
	j	.LBB0_3
.LBB0_2:
	#APP
	#NO_APP
	sw	zero, 20(s0)
	li	a0, 1
	sw	a0, 0(s0)
.LBB0_3:
	lw	ra, 12(sp)
	lw	s0, 8(sp)
	.cfi_restore ra
	.cfi_restore s0
	addi	sp, sp, 16
	.cfi_def_cfa_offset 0
	ret
.Ltmp1:
.Lfunc_end0:
	.size	__dissolve_m_instantiate, .Lfunc_end0-__dissolve_m_instantiate
	.cfi_endproc

	.section	.text.__dissolve_m_export_add,"ax",@progbits
	.globl	__dissolve_m_export_add
	.p2align	1
	.type	__dissolve_m_export_add,@function
__dissolve_m_export_add:
.Lfunc_begin1:
	.cfi_startproc
	.loc	1 44 0 prologue_end
	lui	a2, %hi(__dissolve_m_instance)
	lw	a2, %lo(__dissolve_m_instance)(a2)
.Ltmp2:
	.loc	1 49 0
	add	a0, a0, a1
.Ltmp3:
	.loc	1 44 0
	mv	a1, a2
	ret
.Ltmp4:
.Lfunc_end1:
	.size	__dissolve_m_export_add, .Lfunc_end1-__dissolve_m_export_add
	.cfi_endproc

	.section	.text.__dissolve_m_export_divide,"ax",@progbits
	.globl	__dissolve_m_export_divide
	.p2align	1
	.type	__dissolve_m_export_divide,@function
__dissolve_m_export_divide:
.Lfunc_begin2:
	.loc	1 52 0
	.cfi_startproc
	addi	sp, sp, -16
	.cfi_def_cfa_offset 16
	sw	ra, 12(sp)
	sw	s0, 8(sp)
	sw	s1, 4(sp)
	sw	s2, 0(sp)
	.cfi_offset ra, -4
	.cfi_offset s0, -8
	.cfi_offset s1, -12
	.cfi_offset s2, -16
	.cfi_remember_state
	mv	s1, a1
	mv	s0, a0
.Ltmp5:
	.loc	1 52 0 prologue_end
	lui	s2, %hi(__dissolve_m_instance)
	addi	s2, s2, %lo(__dissolve_m_instance)
	mv	a0, s2
	call	__dissolve_enter
	beqz	a0, .LBB2_2
	.loc	1 0 0 is_stmt 0
	li	a0, 0
	li	a1, 0
	j	.LBB2_4
.LBB2_2:
.Ltmp6:
	.loc	1 57 0 is_stmt 1
	beqz	s1, .LBB2_5
	divu	a0, s0, s1
.Ltmp7:
	.loc	1 52 0
	#APP
	#NO_APP
	sw	zero, 20(s2)
	li	a1, 1
	sw	a1, 0(s2)
.LBB2_4:
	.loc	1 52 0 epilogue_begin
	lw	ra, 12(sp)
	lw	s0, 8(sp)
	lw	s1, 4(sp)
	lw	s2, 0(sp)
	.cfi_restore ra
	.cfi_restore s0
	.cfi_restore s1
	.cfi_restore s2
	addi	sp, sp, 16
	.cfi_def_cfa_offset 0
	ret
.LBB2_5:
	.cfi_restore_state
.Ltmp8:
	.loc	1 57 0
	#APP
	li	a0, 3
	call	__dissolve_raise_here	# 0x39
	#NO_APP
.Ltmp9:
.Lfunc_end2:
	.size	__dissolve_m_export_divide, .Lfunc_end2-__dissolve_m_export_divide
	.cfi_endproc

	.type	__dissolve_m_instance,@object
	.bss
	.globl	__dissolve_m_instance
	.p2align	2, 0x0
__dissolve_m_instance:
	.zero	80
	.size	__dissolve_m_instance, 80

