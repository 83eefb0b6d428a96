; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-i64:64-n32-S128"
target triple = "riscv32-unknown-unknown-elf"

@__dissolve_m_instance = global [20 x i32] zeroinitializer, align 4

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = add i32 %0, %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi i32 [ %4, %start ]
  ret i32 %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i32 %1, 0, !dbg !10
  br i1 %4, label %trap, label %6, !dbg !10

return:                                           ; preds = %6
  %5 = phi i32 [ %7, %6 ]
  ret i32 %5, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "li a0, 3\0Acall __dissolve_raise_here # 0x39", "~{memory}"() #2, !dbg !10
  unreachable, !dbg !10

6:                                                ; preds = %start
  %7 = udiv i32 %0, %1, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define internal void @instantiate() #0 section ".text.instantiate" !dbg !12 {
  ret void, !dbg !13
}

; Function Attrs: nounwind optsize
define i32 @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !14 {
  %1 = call i32 @__dissolve_begin(ptr @__dissolve_m_instance) #3, !dbg !15
  %2 = icmp eq i32 %1, 0, !dbg !15
  br i1 %2, label %run, label %failed, !dbg !15

run:                                              ; preds = %0
  call void @instantiate(), !dbg !15
  call void asm sideeffect "", "~{memory}"(), !dbg !15
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !15
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !15
  ret i32 1, !dbg !15

failed:                                           ; preds = %0
  ret i32 0, !dbg !15
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_begin(ptr) #1

; Function Attrs: nounwind optsize
define i64 @__dissolve_m_export_add(i32 %0, i32 %1) #0 section ".text.__dissolve_m_export_add" !dbg !16 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !17
  %4 = load volatile i32, ptr @__dissolve_m_instance, align 4, !dbg !17
  %5 = zext i32 %3 to i64, !dbg !17
  %6 = zext i32 %4 to i64, !dbg !17
  %7 = shl i64 %6, 32, !dbg !17
  %8 = or i64 %5, %7, !dbg !17
  ret i64 %8, !dbg !17
}

; Function Attrs: nounwind optsize
define i64 @__dissolve_m_export_divide(i32 %0, i32 %1) #0 section ".text.__dissolve_m_export_divide" !dbg !18 {
  %3 = call i32 @__dissolve_enter(ptr @__dissolve_m_instance) #3, !dbg !19
  %4 = icmp eq i32 %3, 0, !dbg !19
  br i1 %4, label %run, label %failed, !dbg !19

run:                                              ; preds = %2
  %5 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !19
  call void asm sideeffect "", "~{memory}"(), !dbg !19
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !19
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !19
  %6 = zext i32 %5 to i64, !dbg !19
  %7 = or i64 %6, 4294967296, !dbg !19
  ret i64 %7, !dbg !19

failed:                                           ; preds = %2
  ret i64 0, !dbg !19
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_enter(ptr) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nounwind returns_twice }
attributes #2 = { cold noreturn nounwind }
attributes #3 = { returns_twice }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 49, scope: !4)
!8 = !DILocation(line: 50, scope: !4)
!9 = distinct !DISubprogram(name: "divide", linkageName: "divide", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 57, scope: !9)
!11 = !DILocation(line: 58, scope: !9)
!12 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 0, scope: !12)
!14 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 0, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_m_export_add", linkageName: "__dissolve_m_export_add", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 44, scope: !16)
!18 = distinct !DISubprogram(name: "__dissolve_m_export_divide", linkageName: "__dissolve_m_export_divide", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 52, scope: !18)
